// Before anything is loaded: the chosen scheme, so that a dark page does not begin with a white flash.
const theme = localStorage.getItem('parta.theme');
if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
