// "Chrome · Windows" for what a browser calls itself, since nobody knows a device by its user agent.

/** The first that matches names it: many browsers call themselves Chrome and Safari as well. */
const browsers: [RegExp, string][] = [
  [/wxwork/i, 'WeCom'],
  [/MicroMessenger/, 'WeChat'],
  [/DingTalk/, 'DingTalk'],
  [/Edg/, 'Edge'],
  [/Firefox/, 'Firefox'],
  [/Chrome|CriOS/, 'Chrome'],
  [/Safari/, 'Safari'],
]
const systems: [RegExp, string][] = [
  [/HarmonyOS/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
]
const named = (agent: string, names: [RegExp, string][]): string[] =>
  names.filter(([pattern]) => pattern.test(agent)).flatMap(([, name], at) => (at === 0 ? [name] : []))

/** Nothing is known of an agent that names neither: it is shown as it is. */
export const deviceOf = (agent: string): string =>
  [...named(agent, browsers), ...named(agent, systems)].join(' · ') || agent
