namespace Gateway.Quotas;

/// <summary>
/// The script: looks at every demand, writes when all have room. A second is a bucket of millionths of a token that refills by elapsed microseconds × limit.
/// Numbers are doubles: exact to 2⁵³, which a count reaches after 285 years at a million a second.
/// </summary>
internal static class QuotaScript
{
    public const string Text = """
        local now, at, exhausted, wait, before, after, plan = tonumber(ARGV[1]), 2, 0, 0, {}, {}, {}
        local function chunks(first, count, call)
          while count > 0 do
            local size = math.min(count, 1000)
            local part = {}
            for i = 1, size do part[i] = ARGV[first + i - 1] end
            call(part)
            first, count = first + size, count - size
          end
        end

        for i, key in ipairs(KEYS) do
          local kind, limit, amount, keep, count = ARGV[at], tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2]), ARGV[at + 3], tonumber(ARGV[at + 4])
          local first = at + 5
          at = first + count
          local room, left, price = true, -1, 0
          if kind == 'second' then
            local bucket = redis.call('HMGET', key, 'level', 'filled')
            local level = limit * 1000000
            if bucket[1] then level = math.min(level, tonumber(bucket[1]) + math.max(0, now - tonumber(bucket[2])) * limit) end
            room = amount * 1000000 <= level
            if not room then wait = math.ceil((amount * 1000000 - level) / limit) end
            left, price = math.floor(level / 1000000), amount
            plan[i] = function()
              redis.call('HSET', key, 'level', string.format('%.0f', level - amount * 1000000), 'filled', string.format('%.0f', now))
              redis.call('EXPIRE', key, keep)
            end
          elseif kind == 'count' then
            local used = tonumber(redis.call('GET', key) or 0)
            room = used + amount <= limit
            left, price = math.max(0, limit - used), amount
            plan[i] = function()
              redis.call('INCRBY', key, string.format('%.0f', amount))
              redis.call('EXPIRE', key, keep)
            end
          elseif kind == 'distinct' then
            local known, new = redis.call('SCARD', key), 0
            chunks(first, count, function(part)
              for _, member in ipairs(redis.call('SMISMEMBER', key, unpack(part))) do new = new + 1 - member end
            end)
            room = known + new <= limit
            left, price = math.max(0, limit - known), new
            plan[i] = function()
              chunks(first, count, function(part) redis.call('SADD', key, unpack(part)) end)
              redis.call('EXPIRE', key, keep)
            end
          else
            chunks(first, count, function(part)
              for _, used in ipairs(redis.call('HMGET', key, unpack(part))) do
                if tonumber(used or 0) + amount > limit then room = false end
              end
            end)
            plan[i] = function()
              for n = first, first + count - 1 do redis.call('HINCRBY', key, ARGV[n], string.format('%.0f', amount)) end
              redis.call('EXPIRE', key, keep)
            end
          end

          before[i], after[i] = left, left - price
          if not room and exhausted == 0 then exhausted = i end
        end

        if exhausted > 0 then return { exhausted, wait, unpack(before) } end
        for _, write in ipairs(plan) do write() end
        return { 0, 0, unpack(after) }
        """;
}
