/** Why a command was refused or is held, for the person who gave it. */
export const text = {
  'refusal.unknown_type': '服务器还不认得这种记录，更新后再送',
  'refusal.future_version': '服务器比手机旧，更新后会再送',
  'refusal.bad_payload': '有一栏不完整或太长',
  'refusal.too_large': '这一条写得太长了',
  'refusal.not_found': '这条记录已经不在你这里',
  'refusal.not_your_grid': '这一户不归你的网格',
  'refusal.post_ended': '你的任期已结束超过 30 天',
  'refusal.role_may_not': '你的岗位不能做这项改动',
  'refusal.same_id_other_content': '同一编号已有别的内容',
  'refusal.needs_missing': '它要等前一条先送到',
  'refusal.needs_refused': '它跟着的前一条被退回了',
  'refusal.conflict_gone': '这处不同说法已经有人定了',
  'refusal.clock_doubtful': '手机时间不对，比服务器还晚',
  'refusal.bad_period': '结束的日子早于开始的日子',
  'refusal.was_accepted': '服务器恢复过旧数据，这条原先收下过',
  'refusal.failed': '服务器没能处理，要人来看',
} as const
