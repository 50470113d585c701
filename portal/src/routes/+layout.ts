// The portal runs in the browser alone: what it shows is behind a cookie that no build may know.
export const ssr = false;
