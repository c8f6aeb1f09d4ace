# Carets stand under their characters, also after wide ones.
größe = {"日本": 1}
wert = größe["日本"] + größe["中国"]
# expect-error:     wert = größe["日本"] + größe["中国"]
# expect-error: KeyError: '中国'
# exit: 1
