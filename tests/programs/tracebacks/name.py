# An unknown name is marked.
def area(width, height):
    return width * hieght


area(1, 2)
# expect-error:     return width * hieght
# expect-error:                    ^^^^^^
# expect-error: NameError: name 'hieght' is not defined. Did you mean: 'height'?
# exit: 1
