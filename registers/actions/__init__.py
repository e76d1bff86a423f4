"""Every change of the registers that means something."""
