let audio: AudioContext | undefined;

/** Two soft notes; made, not fetched. Browsers stay silent until the visitor has clicked, and that is fine. */
export function chime(): void {
  try {
    audio ??= new AudioContext();
    if (audio.state === "suspended") return;
    [660, 880].forEach((pitch, i) => note(audio!, pitch, audio!.currentTime + i * 0.11));
  } catch {
    // No sound device.
  }
}

function note(audio: AudioContext, pitch: number, at: number): void {
  const tone = audio.createOscillator();
  const loudness = audio.createGain();
  tone.frequency.value = pitch;
  loudness.gain.setValueAtTime(0, at);
  loudness.gain.linearRampToValueAtTime(0.08, at + 0.02);
  loudness.gain.exponentialRampToValueAtTime(0.0001, at + 0.3);
  tone.connect(loudness).connect(audio.destination);
  tone.start(at);
  tone.stop(at + 0.3);
}
