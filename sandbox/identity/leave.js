/* The portal asked to sign out: no second question. Without a script the button does it. */
document.forms[0].requestSubmit(document.querySelector("button.primary"));
