import type { Mark, Store } from '../store.ts';
import { mostBeyondCount, mostResets } from '../window.ts';
import type { Answer, RedisConnection } from './connection.ts';
import { script } from './connection.ts';
import { isNewer } from './order.ts';

/**
 * `Window`, in Lua: each window is a list of marks and a list of resets, `{ time, by, text }` each, read and written
 * once however many occurrences a batch has of it. KEYS: the windows. ARGV: lateFor, mostBeyondCount, mostResets,
 * then of each occurrence: which of KEYS, time, by, `+` and its text, count, within, whether it is a reset.
 */
const countWithin = script(
  isNewer,
  `
local lateFor, mostBeyondCount, mostResets = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])

local function insert(list, mark)
  local index = #list + 1
  while index > 1 do
    local before = list[index - 1]
    if isNewer(mark[1], mark[2], before[1], before[2]) then break end
    if not isNewer(before[1], before[2], mark[1], mark[2]) then return index - 1 end
    index = index - 1
  end
  table.insert(list, index, mark)
  return index
end

local function isEnough(window, last, count, within)
  local newest, oldest = window.marks[last], window.marks[last - count + 1]
  if not newest or not oldest or newest[1] - oldest[1] > within then return false end
  for _, reset in ipairs(window.resets) do
    if isNewer(reset[1], reset[2], oldest[1], oldest[2])
      and not isNewer(reset[1], reset[2], newest[1], newest[2]) then return false end
  end
  return true
end

local function note(window, mark, count, within)
  local index = insert(window.marks, mark)
  local marks = window.marks
  local newest, forgotten = false, 0
  for last = math.min(index - 1 + count, #marks), index, -1 do
    if isEnough(window, last, count, within) then
      newest = marks[last]
      forgotten = last - count
      break
    end
  end
  local earliest = marks[#marks][1] - within - lateFor
  while marks[forgotten + 1] and marks[forgotten + 1][1] < earliest do forgotten = forgotten + 1 end
  forgotten = math.max(forgotten, #marks - count - mostBeyondCount)
  if forgotten > 0 then
    local kept = {}
    for position = forgotten + 1, #marks do kept[#kept + 1] = marks[position] end
    window.marks = kept
  end
  return newest
end

local windows = {}
for index, key in ipairs(KEYS) do
  local known = redis.call('GET', key)
  local marks, resets = {}, {}
  if known then marks, resets = unpack(cmsgpack.unpack(known)) end
  windows[index] = { marks = marks, resets = resets, keepFor = 0 }
end

local answers = {}
for first = 4, #ARGV, 7 do
  local window = windows[tonumber(ARGV[first])]
  local mark = { tonumber(ARGV[first + 1]), ARGV[first + 2] }
  if ARGV[first + 3] ~= '' then mark[3] = ARGV[first + 3]:sub(2) end
  local count, within = tonumber(ARGV[first + 4]), tonumber(ARGV[first + 5])
  window.keepFor = math.max(window.keepFor, within + lateFor)
  local newest = false
  if ARGV[first + 6] == '1' then
    insert(window.resets, mark)
    if #window.resets > mostResets then table.remove(window.resets, 1) end
  else
    newest = note(window, mark, count, within)
  end
  answers[#answers + 1] = newest and { string.format('%.17g', newest[1]), newest[2], newest[3] }
end

for index, key in ipairs(KEYS) do
  local window = windows[index]
  redis.call('SET', key, cmsgpack.pack({ window.marks, window.resets }), 'PX', window.keepFor)
end
return answers`,
);

/** @param lateFor how many milliseconds later than others of its time a message can come and still count with them */
export function windows(
  redis: RedisConnection,
  keyOf: (window: string) => string,
  lateFor: number,
): Pick<Store, 'countWithin'> {
  return {
    async countWithin(occurrences) {
      if (occurrences.length === 0) return [];
      const names = [...new Set(occurrences.map(({ window }) => window))];
      const places = new Map(names.map((window, index) => [window, index + 1]));
      const answers = (await redis.run(countWithin, names.map(keyOf), [
        lateFor,
        mostBeyondCount,
        mostResets,
        ...occurrences.flatMap(({ window, mark, count, within, reset }) => [
          places.get(window) ?? 0,
          mark.time,
          mark.by,
          mark.text === undefined ? '' : `+${mark.text}`,
          count,
          within,
          reset ? 1 : 0,
        ]),
      ])) as readonly Answer[];
      return answers.map(read);
    },
  };
}

function read(answer: Answer): Mark | undefined {
  if (!Array.isArray(answer)) return undefined;
  const [time, by, text] = answer;
  return { time: Number(time), by, ...(text !== undefined && { text }) };
}
