/** What the server writes in front of the loader, as `window.__frontdesk_config`. */
export interface LoaderConfig {
  app_key: string;
  origin: string;
  status: "active" | "inactive";
  allowed_domains: string[];
  accent: string;
  accent_text: string;
  position: "bottom-right" | "bottom-left";
  offset: [number, number];
  size: "small" | "medium" | "large";
  button_text: string;
  rtl: boolean;
  greeting: string;
  /** Seconds; null for no greeting. */
  greeting_delay: number | null;
  language: string;
}
