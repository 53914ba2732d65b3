FROM node:24-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --include=dev --ignore-scripts --no-audit --no-fund
COPY . .
ENV STANDALONE=1 NODE_ENV=production NEXT_TELEMETRY_DISABLED=1
RUN node scripts/ensure.mjs build && node scripts/standalone.mjs /app

FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 HEADGATE_DATA=/data HEADGATE_DETACHED=1
COPY --from=build --chown=root:root /app /app
RUN mkdir /data && chown node:node /data
USER node
WORKDIR /app
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "scripts/start.mjs"]
