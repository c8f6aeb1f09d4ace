# Wide characters take two columns each.
def add():
    return "日本" + "中国" + 1


add()
# expect-error:     return "日本" + "中国" + 1
# expect-error:            ~~~~~~~~~~~~~~~~^~~
# exit: 1
