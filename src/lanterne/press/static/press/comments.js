// Brings the comments into the page of an article. Without it a link leads to their own page, where everything is the same.
const place = document.querySelector("[data-comments]");

async function bring() {
  const answer = await fetch(place.dataset.comments, { credentials: "same-origin" });
  if (!answer.ok) return;
  // Our own page, in which everything that readers say is text already.
  place.innerHTML = await answer.text();
  if (location.hash.startsWith("#comment-")) document.querySelector(location.hash)?.scrollIntoView();
}

if (place) await bring();
