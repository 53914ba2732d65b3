export const SUBDOMAINS = ["", "www.", "api.", "static.", "shop.", "img.", "auth."] as const;
export const PATHS = [
  "/",
  "/menu",
  "/static/app.js",
  "/static/style.css",
  "/api/orders",
  "/api/menu",
  "/img/burrito.webp",
  "/login",
  "/checkout",
  "/robots.txt",
  "/wp-login.php",
  "/.env",
  "/static/fonts/mono.woff2",
  "/search",
] as const;
export const QUERIES = [
  "",
  "",
  "",
  "?page=2",
  "?q=salsa+verde",
  "?utm_source=newsletter",
  "?id=$\u007bjndi:ldap://x.example/a}",
] as const;
export const METHODS = ["GET", "GET", "GET", "POST", "HEAD", "PUT", "DELETE"] as const;
export const STATUSES = [200, 200, 304, 404, 301, 403, 200, 500, 502, 429] as const;
export const COUNTRIES = ["us", "de", "br", "gb", "in", "jp", "fr", "mx", "nl", "au"] as const;
export const COLOS = ["FRA", "AMS", "IAD", "LHR", "SJC", "GRU", "NRT", "BOM"] as const;
export const CITIES = ["Frankfurt", "Amsterdam", "Ashburn", "London", "San Jose", "Tokyo"] as const;
export const USER_AGENTS = [
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1",
  "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
  "curl/8.14.1",
  "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
] as const;
export const ACTIONS = ["block", "managed_challenge", "log", "skip", "allow"] as const;
export const SOURCES = ["firewallManaged", "firewallCustom", "rateLimit", "bic", "securityLevel"] as const;
export const CACHE_STATUSES = ["hit", "miss", "dynamic", "expired", "revalidated"] as const;
export const PEOPLE = ["ada@example.com", "grace@example.com", "linus@example.org", "margaret@example.net"] as const;
export const WORDS = ["default", "web", "edge", "primary", "backup", "test", "internal", "public"] as const;
