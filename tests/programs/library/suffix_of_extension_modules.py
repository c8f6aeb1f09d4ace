# What extension modules would be called: packages tell by it what they may install.
import sysconfig

suffix, tag = sysconfig.get_config_var("EXT_SUFFIX"), sysconfig.get_config_var("SOABI")
print(suffix == f".{tag}.so", tag.count("-") > 1)
# expect: True True
