"""The live process: sockets in, stored functions below, events out. No Django; nothing here is the only copy."""
