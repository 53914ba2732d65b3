export const officialBaseUrl = "https://api.cloudflare.com/client/v4";
