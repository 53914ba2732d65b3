# A tag can move. To pin the base image, find its digest with `docker buildx imagetools inspect node:24-slim`, pass
# --build-arg NODE_IMAGE=node:24-slim@sha256:<digest>, and let Renovate or Dependabot keep it up to date.
ARG NODE_IMAGE=node:24-slim
FROM ${NODE_IMAGE} AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --include=dev --ignore-scripts --no-audit --no-fund
COPY . .
ENV STANDALONE=1 NODE_ENV=production NEXT_TELEMETRY_DISABLED=1
RUN node scripts/ensure.mjs build && node scripts/standalone.mjs /app

FROM ${NODE_IMAGE}
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 HEADGATE_DATA=/data HEADGATE_DETACHED=1
COPY --from=build --chown=root:root /app /app
RUN mkdir /data && chown node:node /data
USER node
WORKDIR /app
VOLUME /data
EXPOSE 3000
# Changes in progress get up to 28 s: stop with `docker stop -t 35`.
STOPSIGNAL SIGTERM
# Liveness only. A restart does not fix a full disk, so let the orchestrator use /readyz to decide about traffic.
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s --retries=3 CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "scripts/start.mjs"]
