// Sends a film in pieces that survive a broken connection, a pause and a reload.
const form = document.getElementById("upload-form");
const part = (name) => form.querySelector(`[data-${name}]`);
const PIECE = 16 * 1024 * 1024;

let upload = null;
let began = { at: 0, from: 0 };

function size(bytes) {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  const step = Math.min(3, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return new Intl.NumberFormat(document.documentElement.lang, {
    style: "unit", unit: units[step], maximumFractionDigits: 1,
  }).format(bytes / 1000 ** step);
}

function clock(seconds) {
  const whole = Math.round(seconds);
  const rest = String(whole % 60).padStart(2, "0");
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3600);
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

function tell(said) {
  part("said").textContent = said;
}

function refuse(said) {
  part("refusal").textContent = said;
  part("refusal").hidden = !said;
}

function show(state) {
  part("under-way").hidden = state === "none";
  part("drop").hidden = state !== "none";
  part("pause").hidden = state !== "sending";
  part("resume").hidden = state !== "paused";
}

function progressed(sent, whole) {
  part("bar").value = sent / whole;
  const pace = (sent - began.from) / ((performance.now() - began.at) / 1000);
  const left = pace > 0 ? ` · ${clock((whole - sent) / pace)} ${form.dataset.saysLeft}` : "";
  part("figures").textContent = `${size(sent)} / ${size(whole)}${left}`;
}

async function accept(address) {
  show("accepting");
  tell(form.dataset.saysAccepting);
  const said = new FormData(form);
  said.set("upload", address.replace(/\/$/, "").split("/").pop());
  const answer = await fetch(form.action, { method: "POST", body: said, headers: { Accept: "application/json" } });
  const told = await answer.json();
  if (answer.ok) location.assign(told.job);
  else refuse(told.sentence);
}

function failed(error) {
  const response = error.originalResponse;
  const said = response?.getBody();
  // A refusal stands; a broken connection waits for its return.
  if (response && response.getStatus() < 500 && said && !said.startsWith("<")) {
    show("none");
    refuse(said);
  } else {
    show("paused");
    tell(form.dataset.saysBroken);
  }
}

function made(file, address) {
  return new tus.Upload(file, {
    endpoint: form.dataset.endpoint,
    uploadUrl: address,
    chunkSize: PIECE,
    retryDelays: [0, 1000, 3000, 5000, 10000],
    metadata: { filename: file.name },
    removeFingerprintOnSuccess: true,
    headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
    onProgress: progressed,
    onError: failed,
    onSuccess: () => accept(upload.url),
  });
}

function start() {
  refuse("");
  tell("");
  show("sending");
  began = { at: performance.now(), from: (upload.file.size ?? 0) * part("bar").value };
  upload.start();
}

// The browser remembers which file it was sending where; another browser is told by "Go on with this file".
async function send(file, address = null) {
  upload = made(file, address);
  part("name").textContent = file.name;
  part("bar").value = 0;
  if (!address) {
    const [earlier] = await upload.findPreviousUploads();
    if (earlier) upload.resumeFromPreviousUpload(earlier);
  }
  start();
}

function goOn(row, file) {
  if (file.name === row.dataset.name && file.size === Number(row.dataset.length)) send(file, row.dataset.upload);
  else refuse(form.dataset.saysOther);
}

form.addEventListener("submit", (event) => event.preventDefault());
form.querySelector(".st-file").addEventListener("change", (event) => {
  if (event.target.files[0]) send(event.target.files[0]);
});
part("drop").addEventListener("dragover", (event) => event.preventDefault());
part("drop").addEventListener("drop", (event) => {
  event.preventDefault();
  if (event.dataTransfer.files[0]) send(event.dataTransfer.files[0]);
});
part("pause").addEventListener("click", async () => {
  await upload.abort();
  show("paused");
  tell(form.dataset.saysPaused);
  part("resume").focus();
});
part("resume").addEventListener("click", () => {
  start();
  part("pause").focus();
});
part("cancel").addEventListener("click", async () => {
  await upload.abort(true);
  show("none");
  form.querySelector(".st-file").value = "";
  refuse(form.dataset.saysCancelled);
});
for (const row of document.querySelectorAll("[data-upload]")) {
  row.querySelector("[data-go-on]")?.addEventListener("change", (event) => {
    if (event.target.files[0]) goOn(row, event.target.files[0]);
    event.target.value = "";
  });
}
// Leaving in the middle is safe, but nobody wants to do it by accident.
window.addEventListener("beforeunload", (event) => {
  if (upload && !part("pause").hidden && !part("under-way").hidden) event.preventDefault();
});
