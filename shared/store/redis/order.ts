/**
 * `isNewer` of the store, for scripts. Lua's own order of texts goes by the server's locale, so bytes are compared;
 * for the ids of messages, which are ASCII, that is the order JavaScript has.
 */
export const isNewer = `
local function isAfter(text, other)
  for index = 1, math.min(#text, #other) do
    local one, two = text:byte(index), other:byte(index)
    if one ~= two then return one > two end
  end
  return #text > #other
end
local function isNewer(time, by, otherTime, otherBy)
  return time > otherTime or (time == otherTime and by ~= otherBy and isAfter(by, otherBy))
end`;
