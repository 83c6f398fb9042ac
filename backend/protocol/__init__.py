"""What server, gateway and client say to each other. Imports nothing of ours, and no Django."""
