"""SystemExit without argument ends well."""
print("done")
raise SystemExit
