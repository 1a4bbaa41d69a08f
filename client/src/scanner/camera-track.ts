/** Camera abilities beyond the DOM library's types (Image Capture API, W3C). */
type Abilities = MediaTrackCapabilities & {
  torch?: boolean;
  zoom?: { min: number; max: number; step: number };
  focusMode?: string[];
};
type Settings = MediaTrackSettings & { zoom?: number };

/** What the running camera can do; `zoom` null where it cannot. */
export type CameraCapabilities = {
  torch: boolean;
  zoom: { min: number; max: number; step: number; value: number } | null;
};

const abilitiesOf = (track: MediaStreamTrack): Abilities => track.getCapabilities?.() ?? {};

export function capabilitiesOf(track: MediaStreamTrack | null): CameraCapabilities {
  if (!track) return { torch: false, zoom: null };
  const { torch, zoom } = abilitiesOf(track);
  const value = (track.getSettings() as Settings).zoom;
  const mayZoom = zoom !== undefined && zoom.max > zoom.min;
  return { torch: torch === true, zoom: mayZoom ? { ...zoom, value: value ?? zoom.min } : null };
}

/** Sets something the camera may lack. Answers whether it took it. */
export async function applyIfAble(
  track: MediaStreamTrack,
  wish: Record<string, unknown>,
): Promise<boolean> {
  try {
    await track.applyConstraints({ advanced: [wish as MediaTrackConstraintSet] });
    return true;
  } catch {
    return false;
  }
}

export async function focusContinuously(track: MediaStreamTrack): Promise<void> {
  if (abilitiesOf(track).focusMode?.includes('continuous'))
    await applyIfAble(track, { focusMode: 'continuous' });
}

/** Fewer pixels for a tablet that cannot keep up. */
export async function askForSmallerFrames(track: MediaStreamTrack): Promise<void> {
  try {
    await track.applyConstraints({ width: { ideal: 1280 }, height: { ideal: 720 } });
  } catch {
    // It goes on with the size it has.
  }
}

/** Ids of the cameras, in the browser's order. Never opens one (html5-qrcode's getCameras does). */
export async function cameraIds(devices: MediaDevices): Promise<string[]> {
  const all = await devices.enumerateDevices();
  return all.filter((d) => d.kind === 'videoinput' && d.deviceId !== '').map((d) => d.deviceId);
}
