"""Words of computing, daily life and names that the mainland and Taiwan write differently. A modest table of ours.

Only words that give a text away: 信息 is not said in Taiwan, but 程序, 質量 and 對象 mean other things there, and are
left out. Hong Kong writes now the one, now the other, and is not asked.
"""

from __future__ import annotations

_MAINLAND_TO_TAIWAN = """
軟件 軟體|硬件 硬體|網絡 網路|互聯網 網際網路|鼠標 滑鼠|打印 列印|屏幕 螢幕|視頻 影片、視訊|音頻 音訊|數據庫 資料庫
應用程序 應用程式|服務器 伺服器|默認 預設|文件夾 資料夾|操作系統 作業系統|用戶界面 使用者介面|內存 記憶體|硬盤 硬碟
芯片 晶片|光盤 光碟|磁盤 磁碟|鏈接 連結|字符 字元|字節 位元組|變量 變數|數組 陣列|線程 執行緒|緩存 快取|寬帶 寬頻
博客 部落格|短信 簡訊|激光 雷射|納米 奈米|出租車 計程車|西紅柿 番茄|酸奶 優格|塑料 塑膠|導彈 飛彈|信息 資訊、訊息
新西蘭 紐西蘭|意大利 義大利|老撾 寮國|沙特 沙烏地|特朗普 川普|奧巴馬 歐巴馬|普京 普丁|充電寶 行動電源
智能手機 智慧型手機|人工智能 人工智慧|登錄 登入|在線 線上|搜索引擎 搜尋引擎|源代碼 原始碼|兼容 相容|卸載 解除安裝
雲計算 雲端運算|移動支付 行動支付|攝像頭 攝影機、鏡頭|算法 演算法|編程 程式設計|調試 除錯|質保 保固|快捷鍵 快速鍵
"""
_TAIWAN_TO_MAINLAND = """
软体 软件|硬体 硬件|网路 网络|网际网路 互联网|滑鼠 鼠标|列印 打印|印表机 打印机|萤幕 屏幕|资料库 数据库|伺服器 服务器
资料夹 文件夹|作业系统 操作系统|记忆体 内存|硬碟 硬盘|光碟 光盘|磁碟 磁盘|随身碟 U盘|位元组 字节|字元 字符|执行绪 线程
连接埠 端口|快取 缓存|宽频 宽带|部落格 博客|雷射 激光|奈米 纳米|计程车 出租车|塑胶 塑料|飞弹 导弹|纽西兰 新西兰
义大利 意大利|寮国 老挝|川普 特朗普|欧巴马 奥巴马|普丁 普京|行动电源 充电宝|智慧型手机 智能手机|人工智慧 人工智能
原始码 源代码|解除安装 卸载|程式 程序|搜寻 搜索|视讯 视频|音讯 音频|优格 酸奶|使用者介面 用户界面|演算法 算法
行动支付 移动支付|晶片 芯片|云端运算 云计算|除错 调试|相容 兼容
"""
_NOT_IN = frozenset(
    {"软体动物", "软体家具", "川普京", "方程式", "相容性", "水相容", "变相容", "信息素", "在線上", "算法師"}
)
"""Where the letters stand by chance, or both sides say so."""


def _words(table: str) -> dict[str, str]:
    pairs = (pair.partition(" ") for line in table.split("\n") for pair in line.split("|") if pair)
    return {there: here for there, _, here in pairs}


LEAKS: dict[str, dict[str, str]] = {"tw": _words(_MAINLAND_TO_TAIWAN), "cn": _words(_TAIWAN_TO_MAINLAND)}
"""By region: a word of the other side, and what is said here."""


def region_of(tag: str) -> str | None:
    """`cn` or `tw`, where a Chinese language tag names the mainland or Taiwan; None otherwise.

    >>> region_of("zh-Hant-TW"), region_of("zh-Hans"), region_of("zh-HK"), region_of("zh")
    ('tw', 'cn', None, None)
    """
    first, *rest = tag.replace("_", "-").casefold().split("-")
    if first not in ("zh", "cmn"):
        return None
    if "tw" in rest:
        return "tw"
    return "cn" if "cn" in rest or rest == ["hans"] else None


def leaks(text: str, region: str) -> tuple[tuple[str, str], ...]:
    """The words of the other side in a text of this region, each with what is said here; the longest first.

    >>> leaks("應用程序視頻", "tw"), leaks("软体动物", "cn")
    ((('應用程序', '應用程式'), ('視頻', '影片、視訊')), ())
    """
    table = LEAKS[region]
    found = []
    for word in sorted(_by_first(region, text), key=len, reverse=True):
        if word in text and not any(word in chance and chance in text for chance in _NOT_IN):
            found.append((word, table[word]))
            text = text.replace(word, "\N{MIDDLE DOT}")
    return tuple(found)


def _by_first(region: str, text: str) -> list[str]:
    letters = set(text)
    return [word for word in LEAKS[region] if letters.issuperset(word)]
