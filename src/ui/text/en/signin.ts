import type { Translation } from '../entry.ts'
import type { text as zh } from '../zh/signin.ts'

export const text: Translation<typeof zh> = {
  'signin.title': 'Sign in',
  'signin.lead': 'Visits are kept on your phone first, with or without a network.',
  'signin.code': 'Sign-in code',
  'signin.codeHint': 'It is on the slip your community gave you. Each code works once.',
  'signin.go': 'Sign in',
  'signin.going': 'Signing in',
  'signin.byCode': 'Sign in with this code',
  'signin.fromQr': 'Code from the QR',
  'signin.fromQrHint': 'It is used up only when you tap the button. Make sure this is your own phone first.',
  'signin.otherCode': 'Use another code',
  'signin.short': { one: 'The code lacks {count} character.', other: 'The code lacks {count} characters.' },
  'signin.long': {
    one: 'The code has {count} character too many.',
    other: 'The code has {count} characters too many.',
  },
  'signin.whoFor': "No code? Ask the residents' committee or your social worker for one.",
  'signin.needsNet': 'Signing in needs the network once; after that the app opens and saves without it.',
  'signin.install': 'Install first, then sign in',
  'signin.installIos':
    'iPhone: tap Share below, choose "Add to Home Screen", open the app from there and sign in. A freshly installed app is empty.',
  'signin.language': '中文',
  'signin.elder': 'Large text',
  'signin.again': '{name} is signed in now. A new code lets what waits be sent.',
  'signin.mark': '民情',
}
