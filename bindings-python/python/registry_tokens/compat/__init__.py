"""Drop-ins for users of other packages; each does all of its work with the clients of `registry_tokens`."""
