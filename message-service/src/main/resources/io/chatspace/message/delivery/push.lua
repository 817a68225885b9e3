-- Appends an event to a user's log and publishes it with its log id.
-- KEYS: the log (a stream), the user's channel.
-- ARGV: event, arguments (a JSON array), length of the log, its life in ms,
--       marker (where not empty, an entry of that event that holds it is the same push: nothing is done), PUBLISH or SPUBLISH,
--       the traceparent of a push that is traced (absent otherwise), which is published on its own, right before.
if ARGV[5] ~= '' then
  for _, entry in ipairs(redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', ARGV[3])) do
    local fields = entry[2]
    if fields[2] == ARGV[1] and string.find(fields[4], ARGV[5], 1, true) then
      return entry[1]
    end
  end
end
local id = redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[3], '*', 'e', ARGV[1], 'd', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
if ARGV[7] then
  redis.call(ARGV[6], KEYS[2], 't ' .. id .. ' ' .. ARGV[7])
end
redis.call(ARGV[6], KEYS[2], '1 ' .. id .. ' ' .. ARGV[1] .. ' ' .. ARGV[2])
return id
