/** Words of signing in. */
export const text = {
  'signin.title': '登录',
  'signin.lead': '走访先记在手机，没有网络也能用。',
  'signin.code': '登录码',
  'signin.codeHint': '社区给你的纸条上有，一个码用一次。',
  'signin.go': '登录',
  'signin.going': '正在登录',
  'signin.byCode': '用这个码登录',
  'signin.fromQr': '二维码里的登录码',
  'signin.fromQrHint': '点下面的按钮才会用掉。点之前，先看看是不是你自己的手机。',
  'signin.otherCode': '换一个码',
  'signin.short': '登录码还差 {count} 位。',
  'signin.long': '登录码多了 {count} 位。',
  'signin.whoFor': '没有登录码？请居委会或社工给你一个。',
  'signin.needsNet': '登录要连一次网；登录好以后，没有网络也能打开、也能记。',
  'signin.install': '先装成应用，再登录',
  'signin.installIos':
    '苹果手机：点浏览器底部的「分享」，选「添加到主屏幕」，再从桌面打开登录。装好的应用是空的，要在里面登录。',
  'signin.language': 'English',
  'signin.elder': '大字',
  'signin.again': '现在登录的是 {name}。用新的登录码登录，存着没送的会接着送。',
  'signin.mark': '民情',
} as const
