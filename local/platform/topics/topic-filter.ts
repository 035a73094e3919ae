/**
 * Makes a test of topics for a filter, in which `+` stands for any one level, and a last `#` for all that follow.
 *
 * @example
 * topicFilter('/a1B2c3D4e5F/+/user/#')('/a1B2c3D4e5F/pump-1/user/get'); // true
 */
export function topicFilter(filter: string): (topic: string) => boolean {
  if (!/[+#]/.test(filter)) return (topic) => topic === filter;
  const levels = filter.split('/');
  const rest = levels.at(-1) === '#';
  if (rest) levels.pop();
  return (topic) => {
    const parts = topic.split('/');
    if (rest ? parts.length <= levels.length : parts.length !== levels.length) return false;
    return levels.every((level, index) => level === '+' || level === parts[index]);
  };
}
