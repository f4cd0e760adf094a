// Brings the comments into the page of an article. Without it a link leads to their own page, where everything is the same.
const place = document.querySelector("#comments");

async function bring() {
  const answer = await fetch(place.dataset.comments, { credentials: "same-origin" });
  if (!answer.ok) return;
  // Our own page, in which everything that readers say is text already.
  place.innerHTML = await answer.text();
  if (location.hash.startsWith("#comment-")) document.querySelector(location.hash)?.scrollIntoView();
}

// A vote leaves readers where they are, with what they have begun to write.
async function vote(event) {
  const { target: form, submitter: button } = event;
  if (form.id !== "votes") return;
  event.preventDefault();
  const said = new URLSearchParams(new FormData(form));
  said.set(button.name, button.value);
  said.set("part", "");
  const answer = await fetch(form.action, { method: "POST", body: said, credentials: "same-origin" });
  if (!answer.ok && ![422, 429].includes(answer.status)) return location.reload();
  const drawn = document.createElement("template");
  drawn.innerHTML = await answer.text();
  const [list, refusal] = [".comments__list", ".comments__refusal"].map((one) => drawn.content.querySelector(one));
  place.querySelector(".comments__refusal")?.remove();
  place.querySelector(".comments__list").replaceWith(...[refusal, list].filter(Boolean));
  // A refused answer brings the slip that was sent while it is good, and else a new one, for both forms.
  const slip = refusal && drawn.content.querySelector("#votes [name=slip]");
  if (slip) for (const one of place.querySelectorAll("#votes [name=slip], #say [name=slip]")) one.value = slip.value;
  refusal?.scrollIntoView({ block: "center" });
  place.querySelector(`.comment__vote[value="${button.value}"]`)?.focus({ preventScroll: true });
}

place?.addEventListener("submit", vote);
if (place?.dataset.comments) await bring();
