// Words of signing in.
export const zh = {
  auth: {
    sign_in: '登录',
    tagline: '县级政府督办：事事有主、件件有期、逾期必督',
    username: '用户名',
    password: '密码',
    secrecy: '本系统为非涉密系统，严禁录入、存储、传输国家秘密和工作秘密。',
    demo_title: '演示账户，点击即可登录',
    demo_hint: '演示县：{region}。全部为虚构事项，人员以岗位表示。',
    wrong: '用户名或密码不正确。',
    locked: '账户已锁定，请稍后再试或联系系统管理员。',
    must_change: '首次登录或密码到期，请先修改密码。',
    current_password: '当前密码',
    new_password: '新密码',
    repeat_password: '再输一次新密码',
    password_rule: '至少10位，含大写、小写、数字、符号中的三类。',
    not_equal: '两次输入不一致。',
    changed: '密码已修改。',
    find_account: '查找单位或岗位',
    no_account: '没有匹配的演示账户',
  },
}

export const en: typeof zh = {
  auth: {
    sign_in: 'Sign in',
    tagline: 'Supervision for county governments: every matter has an owner, a date, and a follow-up',
    username: 'User name',
    password: 'Password',
    secrecy:
      'This system is not cleared for classified material. State secrets and work secrets must not be entered, stored or sent.',
    demo_title: 'Demo accounts: click one to sign in',
    demo_hint: 'Demo county: {region}. All matters are invented; people appear as posts.',
    wrong: 'User name or password is wrong.',
    locked: 'The account is locked. Try again later or ask the system administrator.',
    must_change: 'This is your first sign-in or the password has run out: change it first.',
    current_password: 'Current password',
    new_password: 'New password',
    repeat_password: 'New password again',
    password_rule: 'At least 10 characters, three of: upper case, lower case, digits, symbols.',
    not_equal: 'The two are not the same.',
    changed: 'Password changed.',
    find_account: 'Find a unit or post',
    no_account: 'No demo account matches',
  },
}
