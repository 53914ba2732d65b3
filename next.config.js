/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  // The image optimizer has been a source of remote code execution; every image here is a static file.
  images: { unoptimized: true },
  typedRoutes: true,
  experimental: { serverActions: { bodySizeLimit: "256kb" } },
};
