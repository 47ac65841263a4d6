// Shows the picture before it is sent and, when asked, takes down where the telephone is.
const input = document.getElementById("photo");
const shown = document.getElementById("photo-shown");
input?.addEventListener("change", () => {
  const file = input.files[0];
  shown.hidden = !file;
  if (!file) return;
  const reader = new FileReader();
  reader.addEventListener("load", () => { shown.src = reader.result; });
  reader.readAsDataURL(file);
});

const button = document.getElementById("locate");
const said = document.getElementById("located");
button?.addEventListener("click", () => {
  said.textContent = button.dataset.working;
  const failed = () => { said.textContent = button.dataset.failed; };
  if (!navigator.geolocation) return failed();
  navigator.geolocation.getCurrentPosition(({ coords }) => {
    document.getElementById("latitude").value = coords.latitude.toFixed(5);
    document.getElementById("longitude").value = coords.longitude.toFixed(5);
    said.textContent = button.dataset.found;
  }, failed, { enableHighAccuracy: true, timeout: 15000 });
});
