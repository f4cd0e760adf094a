// Wagtail keeps the chosen theme as a class; our tokens read an attribute.
const root = document.documentElement;

for (const theme of ["light", "dark"]) {
  if (root.classList.contains(`w-theme-${theme}`)) root.dataset.theme = theme;
}
