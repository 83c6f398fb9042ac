"""Who may do what in chats, and the only doors by which an id from outside becomes a chat."""
