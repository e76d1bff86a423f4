"""The registers of the sample organisation."""
