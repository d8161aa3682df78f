// Words of the demonstration banner.
export const zh = {
  demo: {
    badge: '演示',
    banner: '演示环境',
    clock: '演示时钟',
    plus_day: '+1天',
    plus_week: '+1周',
    to_date: '拨到指定日期',
    go: '前往',
    sweeping: '正在推进时钟并处理到期提醒…',
    moved: '时钟已到{date}，到期提醒已处理完毕',
    only_forward: '时钟只能向前拨',
  },
}

export const en: typeof zh = {
  demo: {
    badge: 'Demo',
    banner: 'Demonstration',
    clock: 'Demo clock',
    plus_day: '+1 day',
    plus_week: '+1 week',
    to_date: 'Move to a date',
    go: 'Go',
    sweeping: 'Moving the clock and sweeping alerts…',
    moved: 'The clock stands at {date}; all due alerts are swept',
    only_forward: 'The clock moves forward only',
  },
}
