// Where the tabs are wider than the screen, the one that is open is brought into sight.
for (const tabs of document.querySelectorAll(".tv-tabs")) {
  const open = tabs.querySelector("[aria-current]");
  if (open) tabs.scrollLeft = open.offsetLeft - (tabs.clientWidth - open.offsetWidth) / 2;
}
