# raise SystemExit without a value is a success.
print("quiet")  # expect: quiet
raise SystemExit
# exit: 0
