declare const self: ServiceWorkerGlobalScope
declare const __BUILD__: string
declare const __PRECACHE__: readonly (readonly [url: string, revision: string])[]

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(`shell-${__BUILD__}`).then((cache) => cache.addAll(__PRECACHE__.map(([url]) => url))))
})
