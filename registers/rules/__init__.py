"""Pure decisions of the registers: values in, a refusal or a small frozen answer out. No Django, database or clock."""
