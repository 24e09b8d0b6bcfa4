"""English is told from other languages, and what is short, mixed or no language at all stays unknown."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.english.language import foreign

REPLIES = {
    "German": "Danke für deine Zeit. Ich würde gerne an der Prognose arbeiten, weil sie uns viel Ausschuss erspart.",
    "French": "Merci pour votre temps. Je voudrais travailler sur la prévision, parce que nous perdons trop de stock.",
    "Spanish": "Gracias por tu tiempo. Me gustaría trabajar en la previsión, porque perdemos mucho dinero.",
    "Portuguese": "Obrigado pelo seu tempo. Eu gostaria de trabalhar na previsão, porque nós perdemos muito com isso.",
    "Italian": "Grazie per il tempo. Vorrei lavorare alla previsione, perché perdiamo molto e questo è un problema.",
    "Dutch": "Bedankt voor je tijd. Ik zou graag aan de prognose werken, omdat wij er veel mee kunnen besparen.",
    "Swedish": "Tack för att du tog dig tid. Jag skulle gärna vilja arbeta med prognosen, och det är bra för oss.",
    "Danish or Norwegian": "Takk for at du tok deg tid. Jeg vil gjerne arbeide med prognosen, og det er ikke for meg.",
    "Polish": "Dziękuję, że masz czas. Chciałbym pracować nad prognozą, bo to jest dla nas bardzo ważne.",
    "Czech": "Děkuji, že máte čas. Rád bych pracoval na předpovědi, protože je to pro nás velmi důležité.",
    "Turkish": "Zaman ayırdığınız için teşekkürler. Ben bu tahmin üzerinde çalışmak istiyorum, çünkü çok önemli.",
    "Finnish": "Kiitos ajasta. Minä haluaisin työskennellä ennusteen parissa, koska se on tärkeä ja voisin auttaa.",
    "Romanian": "Mulțumesc pentru timp. Aș vrea să lucrez la prognoză, pentru că este foarte important.",
    "Indonesian": "Terima kasih atas waktunya. Saya ingin bekerja pada prakiraan itu karena sangat penting untuk kami.",
    "Vietnamese": "Cảm ơn anh đã dành thời gian. Tôi muốn làm việc với dự báo này vì nó rất quan trọng.",
    "Russian": "Спасибо за ваше время. Я хотел бы работать над прогнозом.",
    "Ukrainian": "Дякую за ваш час. Я хотів би працювати над прогнозом, це важливо для її команди.",
    "Greek": "Ευχαριστώ για τον χρόνο σας.",
    "Chinese": "谢谢你抽出时间。我想参与预测项目。",
    "Japanese": "お時間をいただきありがとうございます。予測の仕事をしたいです。",
    "Korean": "시간 내주셔서 감사합니다. 예측 프로젝트에 참여하고 싶습니다.",
    "Arabic": "شكرا على وقتك. أود العمل على مشروع التنبؤ.",
    "Persian": "ممنون که وقت گذاشتید. می‌خواهم روی پیش‌بینی کار کنم.",
    "Hebrew": "תודה על הזמן שלך. אני רוצה לעבוד על התחזית.",
    "Hindi": "आपके समय के लिए धन्यवाद। मैं पूर्वानुमान पर काम करना चाहता हूँ।",
}


@pytest.mark.parametrize("language", REPLIES)
def test_a_reply_in_another_language_is_named(language: str) -> None:
    assert foreign(REPLIES[language]) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Fine.",
        "Danke, gerne.",
        "Ja, genau.",
        "ok 好的",
        "Danke, Maya. I would like to take the label checks, if that helps you.",
        "At Crédit Lyonnais de la Défense we cut the error rate by 12%.",
        "Kafka Flink Spark latency throughput forecast churn recall precision",
        "sdfkj qwpoei zxmcn alskdj qpwoei mznxbc aksjdh qowieu zmxnbc alsjdh",
        "α, β and σ are the parameters of the model",
        "I've talked with 李雷 and 韩梅梅 about it.",
        "https://example.org/und/die/der/das/nicht/ich/auch",
        "impact value impact value impact value " * 20,
        "12 13 14 15 %%% ???",
    ],
)
def test_english_short_mixed_and_senseless_text_is_not_foreign(text: str) -> None:
    assert foreign(text) is None


def test_a_language_that_is_not_known_by_name_is_still_another() -> None:
    swahili = (
        "Asante sana kwa muda wako. Ningependa kufanya kazi ya utabiri kwa sababu ni muhimu kwa timu ya mauzo na kwa "
        "wateja wetu. Ninajua kwamba tuna kazi nyingi ya haraka, na ninaelewa kwamba bomba la data ni la kwanza. Je, "
        "ninaweza kuchukua kazi ndogo ya kukagua lebo kwa saa mbili kwa wiki? Nitakutumia muhtasari wa mazungumzo ya "
        "leo na mpango wa kazi ya wiki ijayo."
    )
    assert foreign(swahili) == "another language"


def test_no_english_reply_of_ours_is_taken_for_foreign() -> None:
    rows = (Path(__file__).parent.parent / "judges" / "own_rows.jsonl").read_text("utf-8").splitlines()
    replies = [json.loads(row)["reply"] for row in rows if row.strip()]
    assert len(replies) > 50
    assert [reply for reply in replies if foreign(reply)] == []


@given(st.text(max_size=400))
def test_any_text_is_answered(text: str) -> None:
    language = foreign(text)
    assert language is None or language
    assert foreign(text) == language
