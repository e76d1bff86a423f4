"""What the portal knows of providers' endpoints and regions when it is installed; `migrate` enters what is new."""
