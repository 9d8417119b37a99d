-- wrk -s load.lua URL -- DEPTH PATH: the headers of a phone's browser, DEPTH requests sent at once.
local batch

function init(args)
  local depth, path = tonumber(args[1]), args[2]
  wrk.headers = {
    ["Host"] = "ocop.example.vn",
    ["User-Agent"] = "Mozilla/5.0 (Linux; Android 13; SM-A146P) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile Safari/537.36",
    ["Accept"] = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
    ["Accept-Language"] = "vi-VN,vi;q=0.9,en-US;q=0.8,en;q=0.7",
    ["Accept-Encoding"] = "gzip, deflate, br",
    ["Sec-Fetch-Site"] = "none",
    ["Sec-Fetch-Mode"] = "navigate",
    ["Sec-Fetch-Dest"] = "document",
    ["Upgrade-Insecure-Requests"] = "1",
  }
  local one = wrk.format("GET", path)
  batch = string.rep(one, depth)
end

function request() return batch end

function done(summary)
  io.write(string.format("RESULT %d %d %d\n", summary.requests, summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
