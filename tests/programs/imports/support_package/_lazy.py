value = "imported late"
