import localFont from "next/font/local";

// The files of the package `geist`, whose own modules swap the font in when it has loaded, which moves what is being
// read. An optional font that is late is there on the next page.

export const geistSans = localFont({
  src: "../node_modules/geist/dist/fonts/geist-sans/Geist-Variable.woff2",
  variable: "--font-geist-sans",
  weight: "100 900",
  display: "optional",
});

export const geistMono = localFont({
  src: "../node_modules/geist/dist/fonts/geist-mono/GeistMono-Variable.woff2",
  variable: "--font-geist-mono",
  weight: "100 900",
  display: "optional",
  adjustFontFallback: false,
  fallback: ["ui-monospace", "Menlo", "Liberation Mono", "DejaVu Sans Mono", "monospace"],
});
