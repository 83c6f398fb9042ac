export { ChatAvatar } from './ChatAvatar';
export { closeMessenger, type ListedChat, onSessionEnded, openMessenger, useChats, useLine, useUnread } from './messenger';
export { MessagesPage } from './pages';
export { titleOf } from './words';
export { writeTo } from './writeTo';
