"""Tallies: 七大重点领域, 三大工程. A small number and 大 (“big”) before a noun that policy texts count so.

Only before such nouns: 五大湖, 四大名著, 八大山人 and 九大 (a congress) are names.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from yigao.text.amounts import Amount

_DIGITS = "二三四五六七八九"
_NOUNS = (
    "重点 领域 方面 板块 任务 产业 特色 优势 工程 行动 体系 平台 主题 系列 亮点 成果 支柱 集群 核心 主要 关键 基地 举措 "
    "计划 项目 挑战 趋势 问题 目标 环节 原则 要素 维度 方向 模块 专项 部分 中心 场景 难题 痛点 变化 突破 机遇 转变 标志性 "
    "新兴 未来 传统 战略 创新 应用 技术 服务 功能 城市 省份 国家 经济体 企业 行业 市场 品牌 运营商 机构 活动 展区 单元 赛道"
).split()
_TALLY = re.compile(rf"(?<![{_DIGITS}〇一十百千万亿两第0-9])(?P<number>[{_DIGITS}2-9])大(?={'|'.join(_NOUNS)})")


def find_tallies(text: str) -> Iterator[Amount]:
    """The tallies of folded text; 大 belongs to each."""
    if "大" not in text:
        return
    for match in _TALLY.finditer(text):
        digit = match["number"]
        value = int(digit) if digit.isascii() else _DIGITS.index(digit) + 2
        yield Amount(match.start(), match.end(), Decimal(value), kind="count")
