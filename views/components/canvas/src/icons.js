// Line icons on a 20 x 20 grid, drawn for this component.

const svg = (paths) => '<svg viewBox="0 0 20 20" width="18" height="18" fill="none" stroke="currentColor" '
  + `stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${paths}</svg>`;

export const ICONS = {
  plus: svg('<path d="M10 4.5v11M4.5 10h11"/>'),
  minus: svg('<path d="M4.5 10h11"/>'),
  fit: svg('<path d="M4 7.5V4h3.5M12.5 4H16v3.5M16 12.5V16h-3.5M7.5 16H4v-3.5"/><circle cx="10" cy="10" r="1.6"/>'),
  layout: svg('<circle cx="5" cy="14.5" r="1.9"/><circle cx="15" cy="14.5" r="1.9"/><circle cx="10" cy="5.2" r="1.9"/>'
    + '<path d="M9.1 6.9 5.9 12.8M10.9 6.9l3.2 5.9M6.9 14.5h6.2"/>'),
  image: svg('<path d="M10 3.5v8.5M6.5 8.8 10 12.3l3.5-3.5M4 15.8h12"/>'),
  full: svg('<path d="M11.8 8.2 16 4M12 4h4v4M8.2 11.8 4 16M8 16H4v-4"/>'),
  keys: svg('<rect x="2.8" y="5.2" width="14.4" height="9.6" rx="2"/><path d="M6 8.4h.01M9 8.4h.01M12 8.4h.01'
    + 'M14.4 8.4h.01M6.8 11.8h6.4"/>'),
  expand: svg('<circle cx="10" cy="10" r="2.2"/><path d="M10 7.8V3.8M10 12.2v4M7.8 10h-4M12.2 10h4"/>'),
  hide: svg('<path d="M3 10s2.6-4.6 7-4.6S17 10 17 10s-2.6 4.6-7 4.6S3 10 3 10Z"/><path d="m4.5 15.5 11-11"/>'),
  centre: svg('<circle cx="10" cy="10" r="5"/><path d="M10 2.8v3M10 14.2v3M2.8 10h3M14.2 10h3"/>'),
  close: svg('<path d="m5.5 5.5 9 9M14.5 5.5l-9 9"/>'),
  chevron: svg('<path d="m6 8 4 4 4-4"/>'),
};
